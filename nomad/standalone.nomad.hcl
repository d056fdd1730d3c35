# All of Lodur in one process on a host volume: for a start without a bucket, or instead of the four services.

variable "datacenters" {
  type        = list(string)
  default     = ["dc1"]
  description = "where instances may run"
}

variable "artifacts" {
  type        = string
  description = "the address of your artifact server, without a slash at its end: http://artifacts.example:8080/lodur"
}

variable "volume" {
  type        = string
  default     = "lodur-standalone"
  description = "the host volume for everything: the log, the spool and the folder that stands for the bucket"
}

job "lodur-standalone" {
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

  group "standalone" {
    count = 1

    network {
      port "http" {}
    }

    # Without canaries: the volume is one instance's.
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

    # Nothing takes its place while its node is away: all lines are on the volume there.
    disconnect {
      lost_after = "24h"
      replace    = false
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
      name      = "lodur-standalone"
      port      = "http"
      on_update = "require_healthy"

      # The name that agents and Grafana use, as with the four services: run one or the other.
      tags = [
        "lodur",
        "urlprefix-/loki strip=/loki",
      ]

      # Prometheus finds its targets by these.
      meta {
        role         = "standalone"
        metrics_path = "/metrics"
      }

      check {
        name     = "ready"
        type     = "http"
        path     = "/ready"
        interval = "10s"
        timeout  = "3s"
      }
    }

    task "standalone" {
      driver       = "exec"
      kill_signal  = "SIGTERM"
      kill_timeout = "30s"

      volume_mount {
        volume      = "data"
        destination = "/lodur"
      }

      artifact {
        source      = "${var.artifacts}/lodur-standalone-linux-${attr.cpu.arch}"
        destination = "local/lodur-standalone"
        mode        = "file"
      }

      config {
        command = "local/lodur-standalone"
        args = [
          "-Xmx96m",
          "-target=all",
          "-config.file=${NOMAD_TASK_DIR}/loki.yml",
          "-config.expand-env=true",
        ]
      }

      env {
        DATA_DIRECTORY   = "/lodur"
        DRAIN_TIMEOUT    = "5s"
        MALLOC_ARENA_MAX = "1"
      }

      template {
        data          = file("standalone.yml.tpl")
        destination   = "local/loki.yml"
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
