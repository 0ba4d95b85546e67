/**
 * What a program asks of a machine, spelled out: loops with their accesses, library calls, and where every value lives.
 *
 * <p>In: nothing but plain facts. Out: immutable records that an emitter of any kind can read; the order of iteration and
 * of combination is part of them. How loops are found ({@code ppl.backend.spi.fuse}) and how they become code (each
 * backend) does not belong here. Entry: {@link ppl.backend.spi.plan.KernelPlan}.
 */
package ppl.backend.spi.plan;
