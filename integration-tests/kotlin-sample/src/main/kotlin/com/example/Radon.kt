package com.example

import java.nio.file.Path
import kotlin.io.path.readLines
import ppl.api.Distributions.*
import ppl.api.Model
import ppl.api.sample.Progress

class Home(val county: String, val floor: Double, val logRadon: Double)

/** Radon by county and floor, as ppl.examples.Radon. */
fun radon(homes: List<Home>): Model = Model.build { m ->
    val counties = homes.map { it.county }
    val county = m.dim("county", counties.distinct())
    val obs = m.dim("obs_id", homes.size)
    val floor = m.data("floor", homes.map { it.floor }.toDoubleArray(), obs)
    val idx = m.data("county_idx", county.positions(counties), obs)

    val muA = m.sample("mu_a", normal(0, 10))
    val sigmaA = m.sample("sigma_a", halfNormal(1))
    val a = m.sample("a", normal(0, 1), county) * sigmaA + muA
    val muB = m.sample("mu_b", normal(0, 2))
    val sigmaB = m.sample("sigma_b", halfNormal(1))
    val b = m.sample("b", normal(0, 1), county) * sigmaB + muB
    val eps = m.sample("eps", halfNormal(1.5))

    m.observe("radon_like", normal(a[idx] + b[idx] * floor, eps), homes.map { it.logRadon }.toDoubleArray(), obs)
}

fun main(args: Array<String>) {
    val homes = Path.of(args[0]).readLines().drop(1).map { line ->
        val (county, floor, logRadon) = line.split(",")
        Home(county, floor.toDouble(), logRadon.toDouble())
    }
    val fit = radon(homes).infer().targetAccept(0.9).seed(1).progress(Progress.silent()).run()
    println(fit.summary("mu_a", "eps"))

    val x = doubleArrayOf(-10.0, -8.0, -6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0, 10.0)
    val y = doubleArrayOf(4.759, 1.594, 2.995, 5.275, 1.665, 2.243, 2.891, 4.087, 4.606, 0.802, 3.921)
    println(curve(x, y).infer().seed(1).progress(Progress.silent()).run().summary())
}
