/** What holds across backends: equal bits, no allocation, sharing between threads, unloading. */
package ppl.tests.backends;
