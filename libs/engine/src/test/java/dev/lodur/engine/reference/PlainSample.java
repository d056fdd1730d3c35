package dev.lodur.engine.reference;

import dev.lodur.model.Labels;

/** A value of a vector at one instant. */
public record PlainSample(Labels labels, double value) {}
