# The ingester: keeps new lines in a log on a host volume, answers queries from it, flushes it to the bucket.

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

variable "volume" {
  type        = string
  default     = "lodur"
  description = "the host volume for the log and the spool; instances that share one have a folder each"
}

variable "distinct_hosts" {
  type        = bool
  default     = false
  description = "whether no two instances may share a node: set it with a replication factor above 1"
}

job "lodur-ingester" {
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

  group "ingester" {
    count = var.count

    constraint {
      operator = "distinct_hosts"
      value    = "${var.distinct_hosts}"
    }

    network {
      port "http" {}
      port "grpc" {}
    }

    spread {
      attribute = "${node.unique.id}"
    }

    # One after the other and without canaries: a new instance takes over the volume of the one before it.
    update {
      max_parallel      = 1
      canary            = 0
      health_check      = "checks"
      min_healthy_time  = "15s"
      healthy_deadline  = "10m"
      progress_deadline = "15m"
      auto_revert       = true
    }

    migrate {
      max_parallel     = 1
      health_check     = "checks"
      min_healthy_time = "15s"
      healthy_deadline = "10m"
    }

    # It stays where its volume is, as long as its node is there.
    restart {
      attempts = 5
      interval = "5m"
      delay    = "10s"
      mode     = "delay"
    }

    reschedule {
      delay          = "15s"
      delay_function = "exponential"
      max_delay      = "10m"
      unlimited      = true
    }

    # A node that is away is replaced; when it comes back with lines on its volume, its instance goes on.
    disconnect {
      lost_after = "24h"
      replace    = true
      reconcile  = "keep_original"
    }

    # Has the scheduler prefer the node of the instance before: its volume is there.
    ephemeral_disk {
      size   = 300
      sticky = true
    }

    volume "data" {
      type      = "host"
      source    = var.volume
      read_only = false
    }

    service {
      name      = "lodur-ingester"
      port      = "http"
      on_update = "require_healthy"
      tags      = ["lodur"]

      # Prometheus finds its targets by these; Lodur's services find each other's gRPC port here.
      meta {
        role         = "ingester"
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

    task "ingester" {
      driver       = "exec"
      kill_signal  = "SIGTERM"
      kill_timeout = "30s"

      volume_mount {
        volume      = "data"
        destination = "/lodur"
      }

      artifact {
        source      = "${var.artifacts}/lodur-ingester-linux-${attr.cpu.arch}"
        destination = "local/lodur-ingester"
        mode        = "file"
      }

      config {
        command = "local/lodur-ingester"
        args = [
          "-Xmx96m",
          "-target=ingester",
          "-config.file=${NOMAD_SECRETS_DIR}/loki.yml",
          "-config.expand-env=true",
        ]
      }

      env {
        CONSUL_ADDRESS     = var.consul_address
        DATA_DIRECTORY     = "/lodur"
        DRAIN_TIMEOUT      = "5s"
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
