/**
 * From a loop plan to a program for a device: kernels as text, and in which order they are launched.
 *
 * <p>In: a plan. Out: a DeviceProgram, which knows nothing of a driver. Entry: PlanEmitter.
 */
package ppl.backend.cuda.emit;
