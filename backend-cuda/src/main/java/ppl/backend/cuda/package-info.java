/**
 * Programs for NVIDIA GPUs.
 *
 * <p>In: a lowered program with its fusion plan. Out: an executable that runs on the device. Nothing here may fail or speak up on a
 * machine without a GPU.
 */
package ppl.backend.cuda;
