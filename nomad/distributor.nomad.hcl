# The distributor: takes pushes and sends them to ingesters.

variable "datacenters" {
  type        = list(string)
  default     = ["dc1"]
  description = "where instances may run"
}

variable "count" {
  type        = number
  default     = 1
  description = "how many instances run"
}

variable "artifacts" {
  type        = string
  description = "the address of your artifact server, without a slash at its end: http://artifacts.example:8080/lodur"
}

variable "consul_address" {
  type        = string
  default     = "127.0.0.1:8500"
  description = "the Consul agent of the node that an instance runs on"
}

variable "vault_role" {
  type        = string
  default     = "lodur"
  description = "the role of Vault's JWT method that may read the bucket's keys"
}

variable "replication_factor" {
  type        = number
  default     = 1
  description = "how many ingesters keep each line; the same for all of Lodur's jobs"
}

job "lodur-distributor" {
  datacenters = var.datacenters
  type        = "service"
  priority    = 80

  constraint {
    attribute = "${attr.kernel.name}"
    value     = "linux"
  }

  # There is an executable for each of these.
  constraint {
    attribute = "${attr.cpu.arch}"
    operator  = "regexp"
    value     = "^(amd64|arm64)$"
  }

  group "distributor" {
    count = var.count

    network {
      port "http" {}
      port "grpc" {}
    }

    spread {
      attribute = "${node.unique.id}"
    }

    update {
      max_parallel      = 1
      canary            = 1
      health_check      = "checks"
      min_healthy_time  = "10s"
      healthy_deadline  = "2m"
      progress_deadline = "10m"
      auto_promote      = true
      auto_revert       = true
    }

    migrate {
      max_parallel     = 1
      health_check     = "checks"
      min_healthy_time = "10s"
      healthy_deadline = "2m"
    }

    restart {
      attempts = 2
      interval = "5m"
      delay    = "10s"
      mode     = "fail"
    }

    reschedule {
      delay          = "15s"
      delay_function = "exponential"
      max_delay      = "10m"
      unlimited      = true
    }

    ephemeral_disk {
      size = 1000
    }

    # Taken out of Consul first, so that Fabio sends nothing new, then asked to stop.
    shutdown_delay = "5s"

    service {
      name      = "lodur-distributor"
      port      = "http"
      on_update = "require_healthy"

      # Fabio takes the longest prefix that fits: these win over the querier's /loki.
      tags = [
        "lodur",
        "urlprefix-/loki/loki/api/v1/push strip=/loki",
        "urlprefix-/loki/api/prom/push strip=/loki",
        "urlprefix-/loki/otlp strip=/loki",
      ]

      # Fabio sends nothing to a canary before it is promoted.
      canary_tags = ["lodur", "canary"]

      # Prometheus finds its targets by these; Lodur's services find each other's gRPC port here.
      meta {
        role         = "distributor"
        metrics_path = "/metrics"
        grpc_port    = "${NOMAD_HOST_PORT_grpc}"
      }

      check {
        name     = "ready"
        type     = "http"
        path     = "/ready"
        interval = "10s"
        timeout  = "3s"
      }

      check {
        name         = "grpc"
        type         = "grpc"
        port         = "grpc"
        grpc_use_tls = false
        interval     = "10s"
        timeout      = "3s"
      }
    }

    task "distributor" {
      driver       = "exec"
      kill_signal  = "SIGTERM"
      kill_timeout = "30s"

      artifact {
        source      = "${var.artifacts}/lodur-distributor-linux-${attr.cpu.arch}"
        destination = "local/lodur-distributor"
        mode        = "file"
      }

      config {
        command = "local/lodur-distributor"
        args = [
          "-Xmx96m",
          "-target=distributor",
          "-config.file=${NOMAD_SECRETS_DIR}/loki.yml",
          "-config.expand-env=true",
        ]
      }

      env {
        CONSUL_ADDRESS     = var.consul_address
        DATA_DIRECTORY     = "${NOMAD_ALLOC_DIR}/data"
        DRAIN_TIMEOUT      = "20s"
        REPLICATION_FACTOR = "${var.replication_factor}"
        MALLOC_ARENA_MAX   = "1"
      }

      vault {
        role          = var.vault_role
        change_mode   = "signal"
        change_signal = "SIGHUP"
      }

      # SIGHUP has Lodur read the file and the keys in it again; the splay keeps instances from doing so together.
      template {
        data          = file("loki.yml.tpl")
        destination   = "secrets/loki.yml"
        perms         = "600"
        uid           = 65534
        gid           = 65534
        splay         = "30s"
        change_mode   = "signal"
        change_signal = "SIGHUP"
      }

      resources {
        cpu    = 1000
        memory = 200
      }
    }
  }
}
