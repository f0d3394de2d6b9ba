{{- define "moodstream.name" -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end -}}

{{- define "moodstream.labels" -}}
app.kubernetes.io/name: moodstream
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{/* Of the pods of one stage: dict "root" "stage" "group" (of cameras, or empty). */}}
{{- define "moodstream.selector" -}}
app.kubernetes.io/name: moodstream
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .stage }}
{{- with .group }}
moodstream.io/cameras: {{ . }}
{{- end }}
{{- end -}}

{{- define "moodstream.tokenSecret" -}}
{{ .Values.tokenSecret | default (printf "%s-tokens" (include "moodstream.name" .)) }}
{{- end -}}

{{/*
One stage. dict: root, stage (its name), name (of the deployment), group, command (list), values (of the stage), replicas, env (list),
ports (list), volumes, mounts.
*/}}
{{- define "moodstream.deployment" -}}
{{- $root := .root -}}
{{- $config := index $root.Values.kafka.configSecrets .stage -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .name }}
  labels:
    {{- include "moodstream.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .stage }}
spec:
  replicas: {{ .replicas }}
  {{- if .recreate }}
  # A camera is opened by one process at a time.
  strategy: {type: Recreate}
  {{- end }}
  selector:
    matchLabels:
      {{- include "moodstream.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "moodstream.selector" . | nindent 8 }}
        app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
    spec:
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 30
      {{- with $root.Values.image.pullSecrets }}
      imagePullSecrets: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .nodeSelector }}
      nodeSelector: {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 10001
        fsGroup: 10001
        seccompProfile: {type: RuntimeDefault}
      containers:
        - name: {{ .stage }}
          image: "{{ $root.Values.image.repository }}:{{ $root.Values.image.tag | default $root.Chart.AppVersion }}"
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          args:
            {{- range .command }}
            - {{ . | quote }}
            {{- end }}
            - --bootstrap-servers={{ $root.Values.kafka.bootstrapServers }}
            - --topic-partitions={{ $root.Values.kafka.topics.partitions }}
            {{- if $root.Values.kafka.topics.replication }}
            - --topic-replication={{ $root.Values.kafka.topics.replication }}
            {{- end }}
            {{- if $config }}
            - --kafka-config=/etc/moodstream/kafka/client.properties
            {{- end }}
            - --admin-listen=0.0.0.0:9404
            {{- range .values.args }}
            - {{ . | quote }}
            {{- end }}
          env:
            - {name: MOODSTREAM_LOG, value: {{ $root.Values.log | quote }}}
            - {name: MOODSTREAM_JAVA_OPTS, value: {{ .values.javaOptions | quote }}}
            {{- with .env }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
          ports:
            - {name: admin, containerPort: 9404}
            {{- range .ports }}
            - {name: {{ .name }}, containerPort: {{ .port }}}
            {{- end }}
          # A stage waits for Kafka: alive, and not ready. It is restarted only when it has failed.
          livenessProbe:
            httpGet: {path: /health/live, port: admin}
            initialDelaySeconds: 30
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          readinessProbe:
            httpGet: {path: /health/ready, port: admin}
            periodSeconds: 5
            timeoutSeconds: 5
          resources: {{- toYaml .values.resources | nindent 12 }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: {drop: [ALL]}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
            - {name: data, mountPath: /var/lib/moodstream}
            {{- if $config }}
            - {name: kafka, mountPath: /etc/moodstream/kafka, readOnly: true}
            {{- end }}
            {{- with .mounts }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
      volumes:
        - {name: tmp, emptyDir: {}}
        {{- if .dataClaim }}
        - {name: data, persistentVolumeClaim: {claimName: {{ .dataClaim }}}}
        {{- else }}
        # State is rebuilt from Kafka.
        - {name: data, emptyDir: {}}
        {{- end }}
        {{- if $config }}
        - {name: kafka, secret: {secretName: {{ $config }}}}
        {{- end }}
        {{- with .volumes }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
{{- end -}}
