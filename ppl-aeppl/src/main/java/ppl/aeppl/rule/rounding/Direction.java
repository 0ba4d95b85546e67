package ppl.aeppl.rule.rounding;

import static ppl.graph.Functions.equal;
import static ppl.graph.Functions.where;

import ppl.graph.Functions;
import ppl.graph.Var;

/** Which way a function rounds, by the interval that it takes to a whole number n: its ends, and whether they belong to it. */
enum Direction {
    /** floor: from n up to n + 1. */
    DOWN {
        @Override
        Var lower(Var n) {
            return n;
        }

        @Override
        Var upper(Var n) {
            return n.plus(1);
        }

        @Override
        Var lowerClosed(Var n) {
            return Var.constant(true);
        }

        @Override
        Var upperClosed(Var n) {
            return Var.constant(false);
        }

        @Override
        Var forward(Var x) {
            return Functions.floor(x);
        }
    },
    /** ceil: from n - 1 up to n. */
    UP {
        @Override
        Var lower(Var n) {
            return n.minus(1);
        }

        @Override
        Var upper(Var n) {
            return n;
        }

        @Override
        Var lowerClosed(Var n) {
            return Var.constant(false);
        }

        @Override
        Var upperClosed(Var n) {
            return Var.constant(true);
        }

        @Override
        Var forward(Var x) {
            return Functions.ceil(x);
        }
    },
    /** rint: half a unit to either side; halves go to even numbers, so both ends belong to these. */
    NEAREST {
        @Override
        Var lower(Var n) {
            return n.minus(0.5);
        }

        @Override
        Var upper(Var n) {
            return n.plus(0.5);
        }

        @Override
        Var lowerClosed(Var n) {
            return equal(Functions.floor(n.times(0.5)).times(2), n);
        }

        @Override
        Var upperClosed(Var n) {
            return lowerClosed(n);
        }

        @Override
        Var forward(Var x) {
            return Functions.rint(x);
        }
    },
    /** trunc: down for positive numbers, up for negative ones, both for 0. */
    TOWARD_ZERO {
        @Override
        Var lower(Var n) {
            return where(n.gt(0), n, n.minus(1));
        }

        @Override
        Var upper(Var n) {
            return where(n.lt(0), n, n.plus(1));
        }

        @Override
        Var lowerClosed(Var n) {
            return n.gt(0);
        }

        @Override
        Var upperClosed(Var n) {
            return n.lt(0);
        }

        @Override
        Var forward(Var x) {
            return Functions.trunc(x);
        }
    };

    /** The lower end of the interval of n. */
    abstract Var lower(Var n);

    /** The upper end of the interval of n. */
    abstract Var upper(Var n);

    /** Whether the lower end belongs to it; a constant where that is the same for all n. */
    abstract Var lowerClosed(Var n);

    /** Whether the upper end belongs to it; a constant where that is the same for all n. */
    abstract Var upperClosed(Var n);

    /** The function. */
    abstract Var forward(Var x);
}
