"""A softmax over fifteen causes, fitted on how alike the texts are."""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cholesky, solve_triangular
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

_STEPS = 40
_JITTER = 1e-2
_LEAST_TEXTS = 2  # A piece that one text alone has teaches nothing.


@dataclass(frozen=True)
class Fit:
    rows: np.ndarray
    duals: np.ndarray


class Sparse:
    """Rows of numbered pieces."""

    def __init__(self, rows: list[dict[int, float]], width: int) -> None:
        starts = np.cumsum([0, *(len(row) for row in rows)])
        columns = [column for row in rows for column in row]
        values = np.array([value for row in rows for value in row.values()], np.float32)
        matrix = csr_matrix((values, columns, starts), shape=(len(rows), width))
        shared = np.bincount(columns, minlength=width) >= _LEAST_TEXTS
        self._matrix = matrix.multiply(shared[None, :].astype(np.float32)).tocsr()

    def alike(self) -> np.ndarray:
        return (self._matrix @ self._matrix.T).toarray()

    def weights(self, rows: np.ndarray, duals: np.ndarray) -> np.ndarray:
        return self._matrix[rows].T @ duals


def soft(odds: np.ndarray) -> np.ndarray:
    shares = np.exp(odds - odds.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def fit(alike: np.ndarray, open_: np.ndarray, penalty: float) -> np.ndarray:
    """Weights of the texts: any of the causes that are open to an item is right for it."""
    root = cholesky(alike + _JITTER * np.eye(len(alike), dtype=np.float32), lower=True)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(open_.shape).astype(np.float32)
        chances = soft(root @ weights)
        right = np.where(open_, chances, 0)
        total = right.sum(axis=1, keepdims=True) + 1e-12
        slope = root.T @ (chances - right / total) + penalty * weights
        size = 0.5 * penalty * float((weights * weights).sum())
        return size - float(np.log(total).sum()), slope.ravel().astype(np.float64)

    start = np.zeros(open_.size)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    weights = found.x.reshape(open_.shape).astype(np.float32)
    duals: np.ndarray = solve_triangular(root, weights, trans="T", lower=True)
    return duals
