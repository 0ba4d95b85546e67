/**
 * The kit's tables of cases, and how they are read.
 *
 * <p>In: the CSV resources of this package. Out: rows, and tensors from the literals and patterns in them. The tables
 * know nothing of Java: a kit in another language can use them. The Python scripts beside the tables wrote them, in
 * exact rational arithmetic or with 60 digits; no expected value comes from a backend. What is done with a row does not
 * belong here. Entry: {@link ppl.backend.tck.tables.Table}.
 */
package ppl.backend.tck.tables;
