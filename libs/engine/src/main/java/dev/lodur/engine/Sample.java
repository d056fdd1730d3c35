package dev.lodur.engine;

import dev.lodur.model.Labels;

/** The value of one series at one instant. */
public record Sample(Labels labels, double value) {}
