package dev.lodur.engine;

/**
 * Names a generation of an ingester's head: all rows between two cuts.
 *
 * @param instance the ingester's stable id
 * @param bootEpoch counts the starts of that ingester
 * @param number counts the generations of that start; the open head has the next number
 */
public record GenerationRef(String instance, long bootEpoch, long number) {}
