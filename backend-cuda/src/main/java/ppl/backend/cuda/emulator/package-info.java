/**
 * A device that is not there: the driver's calls, answered by interpreting the text that would be shipped to a GPU.
 *
 * <p>In: PTX as text, addresses, copies and launches. Out: the same memory that a device would leave, or the first fault that a device
 * would pass over in silence: an access outside of memory, two threads at one place without a barrier between them, a value never
 * written, a barrier that some threads do not reach. Blocks and threads run in an order drawn from a seed. How text is made
 * does not belong here, nor is any of its objects shared with the writer. Entry: EmulatedDriver.
 */
package ppl.backend.cuda.emulator;
