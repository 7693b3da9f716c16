// Initial weights and dropout come from libtorch's one generator: tests that ran at the same time would draw from each other's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
