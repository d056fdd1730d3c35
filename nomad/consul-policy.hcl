# What Lodur does in Consul, for a token where Consul has access control.

key_prefix "loki/collectors" {
  policy = "write"
}

session_prefix "" {
  policy = "write"
}

service_prefix "lodur-" {
  policy = "write"
}

node_prefix "" {
  policy = "read"
}

agent_prefix "" {
  policy = "read"
}
