# All roles in one process on a folder, as Nomad renders it: no ring in Consul, no bucket.

# One tenant; true has every request name its own.
auth_enabled: false

server:
  http_listen_port: {{ env "NOMAD_PORT_http" }}
  graceful_shutdown_timeout: {{ env "DRAIN_TIMEOUT" }}

common:
  path_prefix: {{ env "DATA_DIRECTORY" }}
  replication_factor: 1
  ring:
    kvstore:
      store: inmemory
  storage:
    filesystem:
      chunks_directory: {{ env "DATA_DIRECTORY" }}/bucket

ingester:
  chunk_idle_period: 5m

schema_config:
  configs:
    - from: 2024-01-01
      store: tsdb
      object_store: filesystem
      schema: v13
      index:
        prefix: index_
        period: 24h
