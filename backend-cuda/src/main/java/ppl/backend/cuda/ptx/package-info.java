/**
 * PTX, the assembly language of NVIDIA GPUs, as far as this backend writes it: typed registers, instructions, labels, kernels with one
 * pointer parameter.
 *
 * <p>In: what a kernel does, instruction by instruction. Out: text that the driver translates, refused if it could round differently
 * from Java. What the instructions compute, and running them, does not belong here. Entry: Assembly, which makes an EntryPoint;
 * PtxModule, which is the text.
 */
package ppl.backend.cuda.ptx;
