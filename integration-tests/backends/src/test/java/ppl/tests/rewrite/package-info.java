/** Rewrites, run: each rule keeps the value of what it replaces. */
package ppl.tests.rewrite;
