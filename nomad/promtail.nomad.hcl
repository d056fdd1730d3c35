# Promtail on every node: pushes the journal and what allocations write to Lodur.

variable "datacenters" {
  type        = list(string)
  default     = ["dc1"]
  description = "where Promtail runs"
}

variable "artifacts" {
  type        = string
  description = "the address of your artifact server, without a slash at its end: http://artifacts.example:8080/lodur"
}

variable "push_url" {
  type        = string
  default     = "http://localhost:9999/loki/loki/api/v1/push"
  description = "Fabio's address with the prefix /loki; empty to push to a distributor that Consul knows"
}

variable "nomad_data" {
  type        = string
  default     = "/opt/nomad/data"
  description = "the data_dir of Nomad's agents"
}

job "promtail" {
  datacenters = var.datacenters
  type        = "system"
  priority    = 80

  constraint {
    attribute = "${attr.kernel.name}"
    value     = "linux"
  }

  update {
    max_parallel = 1
    stagger      = "10s"
  }

  group "promtail" {
    network {
      port "http" {}
    }

    restart {
      attempts = 5
      interval = "5m"
      delay    = "15s"
      mode     = "delay"
    }

    # How far it has read stays with the node over updates.
    ephemeral_disk {
      size    = 300
      sticky  = true
      migrate = true
    }

    # It says that it is not ready where it finds nothing to read; that is no reason to stop an update.
    service {
      name      = "promtail"
      port      = "http"
      on_update = "ignore"

      meta {
        role         = "promtail"
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

    # Without isolation and as Nomad's own user: it reads the logs of the node and of all allocations.
    task "promtail" {
      driver       = "raw_exec"
      kill_signal  = "SIGTERM"
      kill_timeout = "15s"

      artifact {
        source      = "${var.artifacts}/promtail-linux-${attr.cpu.arch}"
        destination = "local/promtail"
        mode        = "file"
      }

      config {
        command = "local/promtail"
        args = [
          "-config.file=${NOMAD_TASK_DIR}/promtail.yml",
        ]
      }

      env {
        PUSH_URL   = var.push_url
        NOMAD_DATA = var.nomad_data
      }

      template {
        data        = file("promtail.yml.tpl")
        destination = "local/promtail.yml"
        splay       = "30s"
        change_mode = "restart"
      }

      resources {
        cpu    = 1000
        memory = 200
      }
    }
  }
}
