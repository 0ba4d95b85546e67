/**
 * How the providers of a service are loaded. In: a {@link java.util.ServiceLoader}, made by the module that uses the service. Out:
 * what is usable, what is not and why. What a service is for does not belong here. Exported to the modules of this project only.
 * Entry: Providers.
 */
package ppl.graph.service;
