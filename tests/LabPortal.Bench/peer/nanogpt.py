"""The peer that LabPortal's benchmarks are held against: a GPT in plain PyTorch (1.13 or 2.x) that does the same work as
nanoGPT does: the same network, the same operations in a step, the same way to draw batches and to generate.

Every command prints one JSON object.

  train     milliseconds of each training step, and peak memory
  generate  seconds for all prompts, the whole context computed anew for each token
  losses    the loss of each step from given weights (safetensors, GPT-2's names) on given batches
  matmul    GFLOP/s of a large float32 product

Shapes: B rows, T tokens, C width, H heads, V vocabulary.
"""

import argparse
import contextlib
import json
import math
import os
import resource
import tempfile
import time

import numpy
import torch
from torch import nn
from torch.nn import functional as F


class LayerNorm(nn.Module):
    """torch 1.13's own cannot leave out the bias alone."""

    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return F.layer_norm(x, self.weight.shape, self.weight, None, 1e-5)


class Attention(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.heads = size.heads
        self.c_attn = nn.Linear(size.width, 3 * size.width, bias=False)
        self.c_proj = nn.Linear(size.width, size.width, bias=False)
        self.sdpa = hasattr(F, "scaled_dot_product_attention")
        if not self.sdpa:
            self.register_buffer("visible", torch.ones(size.block, size.block).tril()[None, None], persistent=False)

    def forward(self, x):
        B, T, C = x.shape
        q, k, v = (part.view(B, T, self.heads, C // self.heads).transpose(1, 2) for part in self.c_attn(x).split(C, dim=2))
        if self.sdpa:
            mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        else:
            scores = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
            scores = scores.masked_fill(self.visible[:, :, :T, :T] == 0, float("-inf"))
            mixed = F.softmax(scores, dim=-1) @ v
        return self.c_proj(mixed.transpose(1, 2).contiguous().view(B, T, C))


class Mlp(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.c_fc = nn.Linear(size.width, 4 * size.width, bias=False)
        self.gelu = nn.GELU()
        self.c_proj = nn.Linear(4 * size.width, size.width, bias=False)

    def forward(self, x):
        return self.c_proj(self.gelu(self.c_fc(x)))


class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.ln_1, self.attn = LayerNorm(size.width), Attention(size)
        self.ln_2, self.mlp = LayerNorm(size.width), Mlp(size)

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class Gpt(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.block = size.block
        self.wte = nn.Embedding(size.vocabulary, size.width)
        self.wpe = nn.Embedding(size.block, size.width)
        self.h = nn.ModuleList(Block(size) for _ in range(size.layers))
        self.ln_f = LayerNorm(size.width)
        for name, parameter in self.named_parameters():
            if parameter.dim() >= 2:
                residual = name.endswith("c_proj.weight")
                nn.init.normal_(parameter, 0.0, 0.02 / math.sqrt(2 * size.layers) if residual else 0.02)

    def hidden(self, tokens):
        x = self.wte(tokens) + self.wpe(torch.arange(tokens.size(1), device=tokens.device))
        for block in self.h:
            x = block(x)
        return self.ln_f(x)

    def forward(self, tokens, targets):
        logits = F.linear(self.hidden(tokens), self.wte.weight)
        return F.cross_entropy(logits.view(-1, logits.size(-1)), targets.reshape(-1), ignore_index=-1)

    @torch.no_grad()
    def generate(self, tokens, new):
        for _ in range(new):
            seen = tokens[:, -self.block:]
            logits = F.linear(self.hidden(seen)[:, [-1]], self.wte.weight)[:, -1]
            tokens = torch.cat((tokens, torch.multinomial(F.softmax(logits, dim=-1), 1)), dim=1)
        return tokens


def optimizer_of(network, options, cuda=False):
    parameters = list(network.parameters())
    groups = [
        {"params": [p for p in parameters if p.dim() >= 2], "weight_decay": 0.1},
        {"params": [p for p in parameters if p.dim() < 2], "weight_decay": 0.0},
    ]
    more = {"fused": True} if cuda else {}
    return torch.optim.AdamW(groups, lr=options.learning_rate, betas=(0.9, options.beta2), eps=1e-8, **more)


def random_batch(path, options):
    """Rows at uniform places of a file of uint16 tokens, mapped anew for each batch."""
    data = numpy.memmap(path, dtype=numpy.uint16, mode="r")
    starts = torch.randint(len(data) - options.block, (options.batch,))
    inputs = torch.stack([torch.from_numpy(data[i:i + options.block].astype(numpy.int64)) for i in starts])
    targets = torch.stack([torch.from_numpy(data[i + 1:i + 1 + options.block].astype(numpy.int64)) for i in starts])
    if options.device.startswith("cuda"):
        return tuple(one.pin_memory().to(options.device, non_blocking=True) for one in (inputs, targets))
    return inputs, targets


class StepClock:
    """Milliseconds between marks. On a GPU by events, so that marking does not wait for it."""

    def __init__(self, cuda):
        self.cuda, self.marks = cuda, []

    def mark(self):
        if self.cuda:
            self.marks.append(torch.cuda.Event(enable_timing=True))
            self.marks[-1].record()
        else:
            self.marks.append(time.perf_counter())

    def milliseconds(self):
        if self.cuda:
            torch.cuda.synchronize()
        pairs = zip(self.marks, self.marks[1:])
        return [a.elapsed_time(b) if self.cuda else 1000 * (b - a) for a, b in pairs]


def train(options):
    cuda = options.device.startswith("cuda")
    torch.backends.cuda.matmul.allow_tf32 = True
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    network = Gpt(options).to(options.device)
    optimizer = optimizer_of(network, options, cuda)
    step = torch.compile(network) if options.compile else network
    precision = contextlib.nullcontext()
    if options.dtype != "float32":
        precision = torch.autocast(options.device.split(":")[0], dtype=getattr(torch, options.dtype))
    clock = StepClock(cuda)
    with data_file(options) as path:
        batch = random_batch(path, options)
        for _ in range(options.warm + options.steps):
            clock.mark()
            with precision:
                loss = step(*batch)
            batch = random_batch(path, options)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            if not cuda:
                loss.item()
        clock.mark()
    times = clock.milliseconds()[options.warm:]
    peak = torch.cuda.max_memory_allocated() if cuda else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"milliseconds": times, "peakBytes": peak, "peakAddedBytes": peak if cuda else peak - before, "loss": loss.item()}


@contextlib.contextmanager
def data_file(options):
    if options.data:
        yield options.data
        return
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "tokens.bin")
        numpy.random.default_rng(1).integers(0, options.vocabulary, 1_000_000).astype(numpy.uint16).tofile(path)
        yield path


def generate(options):
    network = Gpt(options).to(options.device).eval()
    prompts = torch.randint(options.vocabulary, (options.prompts, options.prompt_length), device=options.device)
    cuda = options.device.startswith("cuda")
    network.generate(prompts[:1], 2)
    started = time.perf_counter()
    for rows in prompts.split(1) if options.loop else [prompts]:
        network.generate(rows, options.new)
    if cuda:
        torch.cuda.synchronize()
    return {"seconds": time.perf_counter() - started}


def read_safetensors(path):
    kinds = {"F32": numpy.float32, "F64": numpy.float64, "I64": numpy.int64}
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        body = file.read()
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] in kinds:
            begin, end = entry["data_offsets"]
            values = numpy.frombuffer(body[begin:end], dtype=kinds[entry["dtype"]]).reshape(entry["shape"])
            tensors[name] = torch.from_numpy(values.copy())
    return tensors


def rate_at(step, options):
    if step < options.warmup:
        return options.learning_rate * (step + 1) / (options.warmup + 1)
    if step >= options.decay_steps:
        return options.final_learning_rate
    share = (step - options.warmup) / (options.decay_steps - options.warmup)
    height = 0.5 * (1.0 + math.cos(math.pi * share))
    return options.final_learning_rate + height * (options.learning_rate - options.final_learning_rate)


def losses(options):
    network = Gpt(options)
    given = read_safetensors(options.weights)
    network.load_state_dict({name: given[name] for name in network.state_dict()})
    optimizer = optimizer_of(network, options)
    batches = torch.from_numpy(numpy.fromfile(options.batches, dtype=numpy.int64)).view(-1, options.batch, options.block + 1)
    found = []
    for step in range(options.steps):
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, options)
        loss = network(batches[step, :, :-1], batches[step, :, 1:])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        found.append(loss.item())
    return {"losses": found}


def matmul(options):
    a, b = torch.randn(options.size, options.size), torch.randn(options.size, options.size)
    seconds = []
    for _ in range(8):
        started = time.perf_counter()
        a @ b
        seconds.append(time.perf_counter() - started)
    return {"gflops": 2 * options.size ** 3 / min(seconds[1:]) / 1e9}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name, work, sized=True):
        added = commands.add_parser(name)
        added.set_defaults(work=work)
        added.add_argument("--threads", type=int, default=os.cpu_count())
        if sized:
            for option, value in (("layers", 4), ("heads", 4), ("width", 128), ("block", 64), ("vocabulary", 65), ("batch", 12)):
                added.add_argument(f"--{option}", type=int, default=value)
            added.add_argument("--device", default="cpu")
            added.add_argument("--learning-rate", type=float, default=1e-3)
            added.add_argument("--beta2", type=float, default=0.99)
        return added

    one = command("train", train)
    one.add_argument("--steps", type=int, default=100)
    one.add_argument("--warm", type=int, default=10)
    one.add_argument("--dtype", choices=("float32", "bfloat16", "float16"), default="float32")
    one.add_argument("--compile", action="store_true")
    one.add_argument("--data", help="tokens as uint16; made up where none are given")

    one = command("generate", generate)
    one.add_argument("--prompts", type=int, default=256)
    one.add_argument("--prompt-length", type=int, default=64)
    one.add_argument("--new", type=int, default=64)
    one.add_argument("--loop", action="store_true", help="one prompt after another")

    one = command("losses", losses)
    one.add_argument("--weights", required=True)
    one.add_argument("--batches", required=True, help="int64, steps x batch x (block + 1)")
    one.add_argument("--steps", type=int, default=50)
    one.add_argument("--warmup", type=int, default=100)
    one.add_argument("--decay-steps", type=int, default=2000)
    one.add_argument("--final-learning-rate", type=float, default=1e-4)

    command("matmul", matmul, sized=False).add_argument("--size", type=int, default=2048)
    return parser.parse_args()


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1337)
    result = options.work(options)
    print(json.dumps({"command": options.command, "torch": torch.__version__, "threads": torch.get_num_threads(), **result}))


if __name__ == "__main__":
    main()
