"""Writes the reference tables of the diagnostics: arrays of draws, and what ArviZ says about each.

Usage: python arviz_reference.py FOLDER        (needs arviz 0.23, numpy, scipy)

FOLDER gets arrays.csv (name, chains, draws, values chain after chain) and reference.csv (array, statistic, value), and for the
predictive diagnostics models.csv and models_reference.csv.
The values of the arrays are rounded to six decimals, so that both sides read exactly the same numbers.
"""

import logging
import pathlib
import sys
import warnings

import numpy as np
import scipy.stats

warnings.simplefilter("ignore")
import arviz as az  # noqa: E402
from arviz.stats.diagnostics import _multichain_statistics  # noqa: E402

logging.getLogger("arviz").setLevel(logging.ERROR)


def autoregressive(rng, chains, draws, rho, scale=1.0, shift=0.0):
    out = np.empty((chains, draws))
    x = rng.normal(size=chains)
    for t in range(draws):
        x = rho * x + np.sqrt(1 - rho**2) * rng.normal(size=chains)
        out[:, t] = x
    return shift + scale * out


def arrays():
    rng = np.random.default_rng(20240917)
    normal = rng.normal
    out = {}
    for chains, draws in [(1, 100), (2, 64), (3, 77), (4, 100), (4, 101), (8, 50), (1, 500), (2, 5), (4, 4), (2, 7), (1, 4)]:
        out[f"normal_{chains}x{draws}"] = normal(size=(chains, draws))
    for rho in (0.3, 0.9, 0.99, -0.5, -0.95):
        out[f"ar_{rho}"] = autoregressive(rng, 4, 150, rho)
    out["ar_0.999_long"] = autoregressive(rng, 2, 600, 0.999)
    out["ar_-0.99_one_chain"] = autoregressive(rng, 1, 200, -0.99)
    out["shifted_chain"] = normal(size=(4, 100)) + np.array([0, 0, 0, 2.0])[:, None]
    out["wide_chain"] = normal(size=(4, 100)) * np.array([1, 1, 1, 5.0])[:, None]
    out["trend"] = normal(size=(4, 100)) + np.linspace(0, 3, 100)
    out["stuck_chain"] = np.vstack([normal(size=(3, 128)), np.full((1, 128), 0.5)])
    out["half_stuck"] = np.concatenate([normal(size=(2, 64)), np.zeros((2, 64))], axis=1)
    out["cauchy"] = rng.standard_cauchy(size=(4, 100))
    out["lognormal"] = np.exp(2 * normal(size=(4, 100)))
    out["exponential_odd"] = rng.exponential(size=(3, 99))
    out["uniform"] = rng.uniform(size=(2, 200))
    out["student_3"] = rng.standard_t(3, size=(4, 120))
    out["bimodal"] = normal(size=(4, 100)) + 6 * rng.integers(0, 2, size=(4, 100))
    out["separate_modes"] = normal(size=(4, 100)) + 6 * (np.arange(4) % 2)[:, None]
    out["two_values"] = rng.integers(0, 2, size=(4, 100)).astype(float)
    out["rare_event"] = (rng.uniform(size=(4, 100)) < 0.03).astype(float)
    out["counts"] = rng.poisson(2.5, size=(4, 100)).astype(float)
    out["many_ties_odd"] = np.round(normal(size=(3, 61)), 1)
    out["alternating"] = np.tile([1.0, -1.0], (4, 50)) + 0.01 * normal(size=(4, 100))
    out["exactly_alternating"] = np.tile([1.0, -1.0], (2, 50))
    out["constant"] = np.full((4, 100), 3.25)
    out["constant_zero"] = np.zeros((2, 50))
    out["large_mean"] = 1e4 + normal(size=(4, 100))
    out["tiny"] = 1e-3 * normal(size=(4, 100))
    out["huge"] = 1e6 * normal(size=(4, 100))
    out["negative"] = -np.abs(normal(size=(2, 150)))
    out["random_walk"] = np.cumsum(normal(size=(4, 120)), axis=1)
    out["periodic"] = np.sin(np.arange(200) / 7)[None, :] + 0.1 * normal(size=(4, 200))
    out["one_nan"] = normal(size=(4, 50))
    out["one_nan"][2, 17] = np.nan
    out["all_nan"] = np.full((2, 20), np.nan)
    out["one_infinite"] = normal(size=(4, 50))
    out["one_infinite"][1, 3] = np.inf
    out["three_draws"] = normal(size=(4, 3))
    out["one_draw"] = normal(size=(4, 1))
    out["long_4x1000"] = autoregressive(rng, 4, 1000, 0.6)
    out["large_counts"] = rng.poisson(300, size=(4, 100)) + 250.0 * rng.integers(0, 2, size=(4, 100))
    out["very_large_counts_odd"] = rng.poisson(20_000, size=(3, 99)).astype(float)
    return {name: np.round(values, 6) for name, values in out.items()}


def statistics(x):
    """Every statistic of one array; a statistic that ArviZ refuses with an exception is left out."""
    yield "mean", lambda: np.mean(x)
    yield "sd", lambda: np.std(x, ddof=1)
    for i, end in enumerate(("low", "high")):
        yield f"hdi94_{end}", lambda i=i: az.hdi(x.ravel(), hdi_prob=0.94)[i]
        yield f"hdi50_{end}", lambda i=i: az.hdi(x.ravel(), hdi_prob=0.5)[i]
    for i, name in enumerate(("mcse_mean", "mcse_sd", "ess_bulk", "ess_tail", "r_hat")):
        yield f"table_{name}", lambda i=i: _multichain_statistics(x)[i]
    yield "median", lambda: np.median(x)
    yield "mad", lambda: scipy.stats.median_abs_deviation(x.ravel())
    for p in (0.94, 0.5):
        for i, end in enumerate(("low", "high")):
            yield f"eti{round(100 * p)}_{end}", lambda p=p, i=i: np.quantile(x, ((1 - p) / 2, (1 + p) / 2)[i])
    for i, name in enumerate(("mcse_median", "ess_median", "ess_tail", "r_hat")):
        yield f"median_table_{name}", lambda i=i: _multichain_statistics(x, focus="median")[i]
    for method in ("bulk", "tail", "mean", "sd", "median", "mad", "folded", "identity"):
        yield f"ess_{method}", lambda method=method: az.ess(x, method=method)
    yield "ess_tail_0.1_0.8", lambda: az.ess(x, method="tail", prob=(0.1, 0.8))
    for p in (0.1, 0.25, 0.9):
        yield f"ess_quantile_{p}", lambda p=p: az.ess(x, method="quantile", prob=p)
        yield f"mcse_quantile_{p}", lambda p=p: az.mcse(x, method="quantile", prob=p)
    yield "ess_local_0.2_0.4", lambda: az.ess(x, method="local", prob=(0.2, 0.4))
    for method in ("rank", "split", "folded", "z_scale", "identity"):
        yield f"rhat_{method}", lambda method=method: az.rhat(x, method=method)
    for method in ("mean", "sd", "median"):
        yield f"mcse_{method}", lambda method=method: az.mcse(x, method=method)
    for chain in range(min(2, x.shape[0])):
        yield f"bfmi_{chain}", lambda chain=chain: az.bfmi(x)[chain]
    for lag in (0, 1, 2, 5):
        if lag < x.shape[1]:
            yield f"autocorr_{lag}", lambda lag=lag: az.autocorr(x, axis=1)[0, lag]
            yield f"autocov_{lag}", lambda lag=lag: az.autocov(x, axis=1)[0, lag]


    # Of constant draws ArviZ says that they lie at 0; we do not follow. Where half of the draws are equal the bandwidth is nearly
    # 0, many bins have the same density, and which of them counts first is up to numpy's sort.
    if np.isfinite(x).all() and np.ptp(x) > 0 and np.mean(x == np.median(x)) < 0.5:
        for p in (0.94, 0.5):
            for i, interval in enumerate(az.hdi(x.ravel(), hdi_prob=p, multimodal=True)):
                for end in (0, 1):
                    yield f"modes_{p}_{i}_{end}", lambda value=interval[end]: value
        if (x == np.round(x)).all():
            for i, interval in enumerate(az.hdi(x.ravel().astype(int), hdi_prob=0.8, multimodal=True)):
                for end in (0, 1):
                    yield f"integer_modes_0.8_{i}_{end}", lambda value=interval[end]: value
    if x.shape[0] % 2 == 0:
        yield "nested_rhat_2", lambda: nested_rhat(x, 2)


def nested_rhat(x, superchains):
    """Equations 6 to 8 of Margossian et al. (2024); ArviZ 0.23 does not have it."""
    groups = x.reshape(superchains, -1, x.shape[1])
    chain_means = groups.mean(axis=2)
    within_chains = groups.var(axis=2, ddof=1).mean(axis=1) if x.shape[1] > 1 else 0
    between_chains = chain_means.var(axis=1, ddof=1) if groups.shape[1] > 1 else 0
    within = np.mean(within_chains + between_chains)
    return np.sqrt(1 + chain_means.mean(axis=1).var(ddof=1) / within)


def predictive_models():
    """Three models of the same ten observations: their log-likelihoods and predictions, and the draws that efficiency is from."""
    rng = np.random.default_rng(11)
    y = np.round(rng.standard_t(3, size=10) * 1.5, 3)
    models = {}
    for name, scale in (("narrow", 0.8), ("wide", 1.6), ("shifted", 1.2)):
        mu = np.round(autoregressive(rng, 2, 150, 0.5, 0.3, 1.0 if name == "shifted" else 0.1), 4)
        log_lik = -0.5 * ((y - mu[..., None]) / scale) ** 2 - np.log(scale) - 0.5 * np.log(2 * np.pi)
        prediction = mu[..., None] + scale * rng.normal(size=(2, 150, 10))
        models[name] = mu, np.round(log_lik, 5), np.round(prediction, 3)
    return y, models


def write_predictive(folder):
    y, models = predictive_models()
    fits = {
        name: az.from_dict(
            posterior={"mu": mu},
            log_likelihood={"y": log_lik},
            posterior_predictive={"y": prediction},
            observed_data={"y": y},
        )
        for name, (mu, log_lik, prediction) in models.items()
    }
    with open(folder / "models.csv", "w", encoding="utf-8") as out:
        out.write("model,what,values\n")
        out.write(f"all,y,{' '.join(map(repr, y.tolist()))}\n")
        for name, parts in models.items():
            for what, values in zip(("mu", "log_likelihood", "prediction"), parts):
                out.write(f"{name},{what},{' '.join(map(repr, values.ravel().tolist()))}\n")
    with open(folder / "models_reference.csv", "w", encoding="utf-8") as out:
        out.write("model,statistic,value\n")
        elpds = {name: az.loo(fit, pointwise=True) for name, fit in fits.items()}
        for name, fit in fits.items():
            loo, waic = elpds[name], az.waic(fit, pointwise=True)
            for key in ("elpd_loo", "se", "p_loo"):
                out.write(f"{name},loo_{key},{float(loo[key])!r}\n")
            for key in ("elpd_waic", "se", "p_waic"):
                out.write(f"{name},waic_{key},{float(waic[key])!r}\n")
            pit = az.loo_pit(fit, y="y")
            for i in range(len(y)):
                out.write(f"{name},loo_i_{i},{float(loo['loo_i'][i])!r}\n")
                out.write(f"{name},k_{i},{float(loo['pareto_k'][i])!r}\n")
                out.write(f"{name},waic_i_{i},{float(waic['waic_i'][i])!r}\n")
                out.write(f"{name},pit_{i},{float(pit[i])!r}\n")
        table = az.compare(elpds)
        for name, row in table.iterrows():
            for key in ("rank", "elpd_diff", "dse"):
                out.write(f"{name},compare_{key},{float(row[key])!r}\n")
            out.write(f"{name},weight,{float(row['weight'])!r}\n")


def main(folder):
    write_predictive(folder)
    with np.errstate(all="ignore"):
        data = arrays()
        with open(folder / "arrays.csv", "w", encoding="utf-8") as out:
            out.write("name,chains,draws,values\n")
            for name, x in data.items():
                values = " ".join(repr(float(v)) for v in x.ravel())
                out.write(f"{name},{x.shape[0]},{x.shape[1]},{values}\n")
        with open(folder / "reference.csv", "w", encoding="utf-8") as out:
            out.write(f"# arviz {az.__version__} numpy {np.__version__}\narray,statistic,value\n")
            for name, x in data.items():
                for statistic, compute in statistics(x):
                    try:
                        value = float(compute())
                    except (ValueError, IndexError, TypeError):
                        continue
                    out.write(f"{name},{statistic},{value!r}\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
