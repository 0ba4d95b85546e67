/**
 * Programs on a device: what is loaded once, the memory of each caller, copies to and from arrays, errors.
 *
 * <p>In: a DeviceProgram and a driver. Out: an Executable. What kernels do does not belong here. Entry: LoadedProgram, CudaExecutable.
 */
package ppl.backend.cuda.run;
