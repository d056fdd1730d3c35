package dev.lodur.http;

/** What one role of this process says of itself on {@code /ready} and {@code /services}. Beans of this type are found by CDI. */
public interface ServiceStatus {
    /** The role's name, such as {@code ingester}. */
    String name();

    /** Loki's word for the state: {@code Starting}, {@code Running}, {@code Stopping}. */
    String state();

    /** Why requests should not come yet or any more; empty where they may. */
    String notReadyReason();
}
