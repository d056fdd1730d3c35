package dev.lodur.distributor;

/** Tells how many distributors share the rates of tenants. Thread-safe; does not block. */
@FunctionalInterface
public interface DistributorCount {
    /** At least 1: this one. */
    int distributors();
}
