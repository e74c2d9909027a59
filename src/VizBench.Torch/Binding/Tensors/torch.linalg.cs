namespace VizBench.Torch;

public static partial class torch
{
    public static class linalg
    {
        /// <summary>Eigenvalues in ascending order and eigenvectors, as columns, of a symmetric matrix.</summary>
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Ops.linalg_eigh.TwoTensors(input, UPLO.ToString());
    }
}
