/** To be written. */
package ppl.graph.text;
