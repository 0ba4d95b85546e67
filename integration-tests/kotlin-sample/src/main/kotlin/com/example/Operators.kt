package com.example

import ppl.graph.Functions.add
import ppl.graph.Functions.divide
import ppl.graph.Functions.multiply
import ppl.graph.Functions.subtract
import ppl.graph.Var

// A Var on the left has its operators by the names of its methods; these are for a number on the left.

operator fun Number.plus(right: Var): Var = add(this, right)

operator fun Number.minus(right: Var): Var = subtract(this, right)

operator fun Number.times(right: Var): Var = multiply(this, right)

operator fun Number.div(right: Var): Var = divide(this, right)
