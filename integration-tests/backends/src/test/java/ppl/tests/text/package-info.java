/** Graphs as text: what is read is what was written, and what is no graph is refused. In: graphs of all kinds. Out: nothing but failures. */
package ppl.tests.text;
