namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>An item's shadow on what lies under it: its shares, moved away from the light and blurred.</summary>
internal sealed class Shadow(int size)
{
    private readonly int[] _rows = new int[size * size];

    public void Cast(Layer item, Layer picture, Light light)
    {
        if (item.Left >= item.Right)
            return; // all of it is outside the picture
        var radius = Math.Max(1, size / 40);
        var (moveX, moveY) = (-light.TowardsX * size * 3 >> 14, -light.TowardsY * size * 3 >> 14);
        var window = 2 * radius + 1;
        var (left, right) = (Math.Max(0, item.Left - radius), Math.Min(size, item.Right + radius));
        for (var y = item.Top; y < item.Bottom; y++)
            SumAlongRow(item.Share, y, left, right, radius);
        Span<int> sums = stackalloc int[right - left];
        sums.Clear();
        var scale = light.Shadow * 256 / (window * window);
        for (var y = item.Top - radius; y < item.Bottom + radius; y++)
        {
            AddRow(sums, y + radius, left, item, 1);
            AddRow(sums, y - radius - 1, left, item, -1);
            Darken(picture, sums, y + moveY, left + moveX, scale);
        }
    }

    private void SumAlongRow(int[] shares, int y, int left, int right, int radius)
    {
        var row = y * size;
        var sum = 0;
        for (var x = left - radius; x < right; x++)
        {
            if (x + radius < size)
                sum += shares[row + x + radius];
            if (x - radius - 1 >= left)
                sum -= shares[row + x - radius - 1];
            if (x >= left)
                _rows[row + x] = sum;
        }
    }

    private void AddRow(Span<int> sums, int y, int left, Layer item, int sign)
    {
        if (y < item.Top || y >= item.Bottom)
            return;
        var row = _rows.AsSpan(y * size + left, sums.Length);
        for (var i = 0; i < sums.Length; i++)
            sums[i] += sign * row[i];
    }

    private void Darken(Layer picture, Span<int> sums, int y, int left, int scale)
    {
        if (y < 0 || y >= size)
            return;
        var first = Math.Max(0, -left);
        var end = Math.Min(sums.Length, size - left);
        for (var i = first; i < end; i++)
        {
            if (sums[i] == 0)
                continue;
            var at = y * size + left + i;
            var rest = 256 - (int)((long)sums[i] * scale >> 16);
            picture.Red[at] = picture.Red[at] * rest >> 8;
            picture.Green[at] = picture.Green[at] * rest >> 8;
            picture.Blue[at] = picture.Blue[at] * rest >> 8;
        }
    }
}
