/**
 * The NVIDIA driver as seen from Java: where its library is, how the native part of the binding is loaded, which devices there are.
 *
 * <p>In: the file system and the driver. Out: devices, or one line that says what is missing. Nothing here is touched before the
 * driver's library has been found, except {@code DriverLibrary}. What a program is does not belong here. Entry: Probe.
 */
package ppl.backend.cuda.driver;
