# The file of all of Lodur's services, as Nomad renders it; -target says which of them a process is.

# One tenant; true has every request name its own.
auth_enabled: false

server:
  http_listen_port: {{ env "NOMAD_PORT_http" }}
  grpc_listen_port: {{ env "NOMAD_PORT_grpc" }}
  # With what an ingester takes to leave, less than the job's kill_timeout.
  graceful_shutdown_timeout: {{ env "DRAIN_TIMEOUT" }}

common:
  path_prefix: {{ env "DATA_DIRECTORY" }}
  # What others reach this instance by.
  instance_addr: {{ env "NOMAD_IP_grpc" }}
  replication_factor: {{ env "REPLICATION_FACTOR" }}
  ring:
    kvstore:
      store: consul
      prefix: loki/collectors
      consul:
        host: {{ env "CONSUL_ADDRESS" }}
{{- with secret "hashiatho.me-v2/loki_logs_bucket" }}
{{- with .Data.data.consul_token }}
        acl_token: {{ . | toJSON }}
{{- end }}
{{- end }}
  storage:
    s3:
{{- with secret "hashiatho.me-v2/loki_logs_bucket" }}
      # R2's address of an account; of another store, its own.
      endpoint: {{ .Data.data.account_id }}.r2.cloudflarestorage.com
      access_key_id: {{ .Data.data.access_key_id | toJSON }}
      secret_access_key: {{ .Data.data.secret_access_key | toJSON }}
{{- end }}
      bucketnames: {{ key "jobs/loki/logs_bucket" }}
      region: auto
      s3forcepathstyle: true

ingester:
  # A folder below it for each instance: its log, its spool and what it remembers of itself.
  wal:
    dir: {{ env "DATA_DIRECTORY" }}
  lifecycler:
    port: {{ env "NOMAD_PORT_grpc" }}
    availability_zone: {{ env "node.unique.name" }}
    final_sleep: 0s
  chunk_idle_period: 5m

schema_config:
  configs:
    - from: 2024-01-01
      store: tsdb
      object_store: s3
      schema: v13
      index:
        prefix: index_
        period: 24h

# The jobs make the services known in Consul, with their checks.
service_registration:
  register: false
