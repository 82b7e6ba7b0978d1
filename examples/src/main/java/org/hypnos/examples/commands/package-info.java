/**
 * The command line.
 *
 * <p>{@link org.hypnos.examples.commands.Hypnos} starts a command; {@link org.hypnos.examples.commands.TrainCommand} is the
 * one to read first.
 */
@NullMarked
package org.hypnos.examples.commands;

import org.jspecify.annotations.NullMarked;
