package expression

import (
	"sync"

	"github.com/expr-lang/expr/vm"
)

// maxSteps bounds the work of one run: one step for each turn of a loop, each element made or compared,
// and each 256 bytes of text handled. It is what stops a loop in a loop in a loop.
const maxSteps = 100_000

// maxKept is the stack size above which a virtual machine is dropped instead of kept for the next run.
const maxKept = 4096

// machine is the state of one run. The virtual machine sees it as its environment, so every operation
// gets it as its first argument and there is no need to copy the caller's map.
type machine struct {
	vm    vm.VM
	env   map[string]any
	steps int
}

// The library's own memory budget is out of the way: steps bound the memory too, and equally in the browser.
var machines = sync.Pool{New: func() any { return &machine{vm: vm.VM{MemoryBudget: 1 << 40}} }}

func (m *machine) charge(steps int) error {
	if m.steps += steps; m.steps > maxSteps {
		return errBudget
	}
	return nil
}

func (m *machine) chargeText(s string) error { return m.charge(len(s) >> 8) }

// release drops what the run held, so that a pooled machine keeps no record alive.
func (m *machine) release() {
	if cap(m.vm.Stack) > maxKept {
		return
	}
	clear(m.vm.Stack[:cap(m.vm.Stack)])
	clear(m.vm.Variables)
	m.env, m.steps = nil, 0
	machines.Put(m)
}

// operation computes one operation of the checked tree from evaluated arguments, which it must not keep.
// Every argument is canonical: nil, bool, float64, string, []any or map[string]any.
type operation func(m *machine, args []any) (any, error)
