package org.hypnos.testkit;

import org.hypnos.autodiff.Tensor;

/**
 * Log-probabilities, in nats, of everything that a small model and its guide can draw, recorded for their gradients.
 *
 * @param logJoint log p(x, h) of one x and all h, of shape [causes]
 * @param logGuide log q(h given x) of the same
 * @param dreamLogJoint log p(x, h) of all x and all h, of shape [dreams]
 * @param dreamLogGuide log q(h given x) of the same
 */
public record Enumeration(Tensor logJoint, Tensor logGuide, Tensor dreamLogJoint, Tensor dreamLogGuide) {}
