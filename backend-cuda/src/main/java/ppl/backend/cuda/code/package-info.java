/**
 * What all kernels are made of: element types, where buffers lie in the memory of a call, loops of threads over elements, and the
 * arithmetic of primitives in instructions that give their bits.
 *
 * <p>In: a loop plan's buffers and primitives. Out: registers with addresses and values. What a kernel as a whole does does not belong
 * here. Entry: Frame, the beginning of every kernel.
 */
package ppl.backend.cuda.code;
