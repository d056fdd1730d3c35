package dev.lodur.engine;

import dev.lodur.model.Tenant;

/**
 * Asks an ingester for rows as they arrive.
 *
 * @param tenant whose rows
 * @param query canonical LogQL: a selector and the leading stages that only drop rows
 */
public record TailRequest(Tenant tenant, String query) {}
