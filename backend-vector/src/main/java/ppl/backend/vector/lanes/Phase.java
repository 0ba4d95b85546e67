package ppl.backend.vector.lanes;

import java.util.List;
import ppl.backend.spi.plan.Sink;

/**
 * A part of an iteration that is run over many iterations before the next part is.
 *
 * @param steps what it computes, of the steps that move, operands before users
 * @param taken the values of parts before it that it takes from memory
 * @param left the values that it leaves there for parts after it
 * @param sinks what it writes and combines
 */
public record Phase(List<Integer> steps, List<Integer> taken, List<Integer> left, List<Sink> sinks) {}
