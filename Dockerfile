# One image for all stages; the command of a container is a command of ./moodstream. See docker-compose.yml.
FROM eclipse-temurin:17-jdk AS build
WORKDIR /src
COPY mvnw moodstream pom.xml ./
COPY .mvn .mvn
COPY pipeline pipeline
COPY camera-producer camera-producer
COPY face-detector face-detector
COPY emotion-classifier emotion-classifier
COPY aggregator aggregator
COPY dashboard dashboard
COPY trainer trainer
COPY all-in-one all-in-one
COPY benchmarks benchmarks
RUN --mount=type=cache,target=/root/.m2 ./moodstream --version \
 && mkdir -p /opt/moodstream && mv all-in-one/target/lib all-in-one/target/classes /opt/moodstream/

FROM eclipse-temurin:17-jdk AS natives
RUN command -v strip >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends binutils; }
COPY --from=build /opt/moodstream /opt/moodstream
COPY deploy/docker/Unpack.java /tmp/
# Unpacked once here, not at each start: containers start faster, and need no writable and executable folder.
RUN java -Dorg.bytedeco.javacpp.cachedir=/opt/moodstream/natives -cp '/opt/moodstream/classes:/opt/moodstream/lib/*' /tmp/Unpack.java \
      /opt/moodstream/lib /opt/moodstream/natives \
 && find /opt/moodstream/natives -name '*.so*' -type f -exec strip --strip-unneeded {} +

FROM eclipse-temurin:17-jre
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="moodstream" \
      org.opencontainers.image.description="Live expression analytics for cameras, on Kafka Streams" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=natives /opt/moodstream /opt/moodstream
COPY LICENSE NOTICE deploy/docker/moodstream deploy/docker/answers-200 /opt/moodstream/
RUN ln -s /opt/moodstream/moodstream /opt/moodstream/answers-200 /usr/local/bin/ \
 && useradd --uid 10001 --user-group --create-home --home-dir /var/lib/moodstream moodstream
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
WORKDIR /var/lib/moodstream
# MOODSTREAM_LOG: plain lines, or json (one object a line), on standard output. MOODSTREAM_JAVA_OPTS: any option of java, such as -Xmx2g.
ENV MOODSTREAM_LOG=plain \
    MOODSTREAM_JAVA_OPTS=-Xmx1g
ENTRYPOINT ["/opt/moodstream/moodstream"]
CMD ["--help"]
