# Add to the configuration of Nomad's agents on the nodes that run Lodur.

client {
  # What Lodur's jobs ask for is Nomad's own default; a lower value here would win over the jobs' kill_timeout.
  max_kill_timeout = "30s"

  # Where ingesters keep what is not in the bucket yet: a folder on a disk that outlives the allocation.
  host_volume "lodur" {
    path      = "/var/lib/lodur"
    read_only = false
  }
}

# Promtail's job reads the logs of all allocations, which a driver with isolation does not allow.
plugin "raw_exec" {
  config {
    enabled = true
  }
}
