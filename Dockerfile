# One image for all stages; the command of a container is a command of ./moodstream. See docker-compose.yml.
FROM eclipse-temurin:17-jdk AS build
WORKDIR /opt/moodstream
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./moodstream --version

FROM eclipse-temurin:17-jre
COPY --from=build /opt/moodstream/moodstream /opt/moodstream/moodstream
COPY --from=build /opt/moodstream/all-in-one/target/launcher.stamp /opt/moodstream/all-in-one/target/launcher.stamp
COPY --from=build /opt/moodstream/all-in-one/target/lib /opt/moodstream/all-in-one/target/lib
COPY --from=build /opt/moodstream/all-in-one/target/classes /opt/moodstream/all-in-one/target/classes
COPY all-in-one/docker/answers-200 /usr/local/bin/answers-200
RUN useradd --system --create-home --home-dir /var/lib/moodstream moodstream
USER moodstream
WORKDIR /var/lib/moodstream
ENTRYPOINT ["/opt/moodstream/moodstream"]
CMD ["--help"]
