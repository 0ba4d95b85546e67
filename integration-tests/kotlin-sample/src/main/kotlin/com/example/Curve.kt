package com.example

import ppl.api.Distributions.*
import ppl.api.Model
import ppl.graph.Functions.*
import ppl.graph.Var

/** A Gaussian process through points that are seen with noise. */
fun curve(x: DoubleArray, y: DoubleArray): Model = Model.build { m ->
    val point = m.dim("point", x.size)
    val at = m.data("x", x, point)
    val rho = m.sample("rho", gamma(25, 4))
    val alpha = m.sample("alpha", halfNormal(2))
    val noise = m.sample("noise", halfNormal(1))
    val cov = kernel(at, at, rho, alpha) + diag(onesLike(at) * noise)
    m.observe("y", mvNormal(zerosLike(at), cov), y, point)
}

private fun kernel(x: Var, y: Var, rho: Var, alpha: Var): Var {
    val distance = (expandDims(x, 1) - expandDims(y, 0)) / rho
    return alpha * alpha * exp(-0.5 * distance * distance)
}
