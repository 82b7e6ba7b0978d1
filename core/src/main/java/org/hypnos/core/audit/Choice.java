package org.hypnos.core.audit;

/**
 * What one particle draws once.
 *
 * @param datum its position among the data that are run together; 0 where they are not, and at global sites
 */
record Choice(String site, int datum) {}
