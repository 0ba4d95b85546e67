/**
 * Writes loop nests as bytecode.
 *
 * <p>In: a {@link ppl.backend.spi.plan.KernelPlan}. Out: code that runs. The order of arithmetic is the plan's; nothing is
 * decided about it here. One class an idea: {@code ClassEmitter} lays out classes and methods, {@code NestEmitter} writes
 * loops and sinks, {@code CutNest} decides how a young nest is run in pieces, {@code ValueEmitter} values, {@code PrimitiveEmitter} what primitives make of them, {@code FoldEmitter}
 * canonical combinations. Entry: {@link ppl.backend.vector.emit.Compiler}.
 */
package ppl.backend.vector.emit;
