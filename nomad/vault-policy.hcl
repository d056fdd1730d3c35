# Lets Lodur's jobs read the keys of its bucket and nothing else.

path "hashiatho.me-v2/data/loki_logs_bucket" {
  capabilities = ["read"]
}
