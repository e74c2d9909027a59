System.Console.WriteLine("vizbench");
