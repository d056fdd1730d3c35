# Promtail on each node, as Nomad renders it: the journal, Consul and Nomad in it, and what allocations write.

server:
  http_listen_port: {{ env "NOMAD_PORT_http" }}
  grpc_listen_port: 0

positions:
  filename: {{ env "NOMAD_ALLOC_DIR" }}/data/positions.yml

clients:
{{- with env "PUSH_URL" }}
  - url: {{ . }}
{{- else }}
{{- with service "lodur-distributor" }}
{{- with index . 0 }}
  - url: http://{{ .Address }}:{{ .Port }}/loki/api/v1/push
{{- end }}
{{- end }}
{{- end }}

scrape_configs:
  - job_name: consul
    journal:
      matches: _SYSTEMD_UNIT=consul.service
      max_age: 12h
      labels:
        job: consul
        host: {{ env "attr.unique.hostname" }}

  - job_name: nomad
    journal:
      matches: _SYSTEMD_UNIT=nomad.service
      max_age: 12h
      labels:
        job: nomad
        host: {{ env "attr.unique.hostname" }}

  - job_name: journal
    journal:
      max_age: 12h
      labels:
        job: journal
        host: {{ env "attr.unique.hostname" }}
    relabel_configs:
      - source_labels: [__journal__systemd_unit]
        regex: (consul|nomad)\.service
        action: drop
      - source_labels: [__journal__systemd_unit]
        target_label: unit

  - job_name: allocations
    static_configs:
      - targets: [localhost]
        labels:
          job: allocations
          host: {{ env "attr.unique.hostname" }}
          __path__: {{ env "NOMAD_DATA" }}/alloc/*/alloc/logs/*.std*.[0-9]*
          # What Promtail says of a failed push is not pushed: it would fail again.
          __path_exclude__: {{ env "NOMAD_DATA" }}/alloc/*/alloc/logs/promtail.std*.[0-9]*
    pipeline_stages:
      - regex:
          source: filename
          expression: '/alloc/(?P<allocation>[0-9a-f-]{36})/alloc/logs/(?P<task>.+)\.(?P<output>stdout|stderr)\.[0-9]+$'
      - labels:
          task:
          output:
      # Not a label: each deployment would make all streams anew.
      - structured_metadata:
          allocation:
      - labeldrop: [filename]
