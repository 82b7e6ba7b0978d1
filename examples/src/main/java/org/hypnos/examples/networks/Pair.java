package org.hypnos.examples.networks;

import org.hypnos.core.Program;

/** A model and its guide. */
public record Pair(Program model, Program guide) {}
