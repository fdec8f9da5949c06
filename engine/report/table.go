package report

import (
	"slices"
	"sync"
)

// Change is a record as the change stream brings it: what it holds at a revision, or that it is gone. Changes may come
// more than once and in any order; the highest revision wins.
type Change struct {
	ID   string
	Rev  int64
	Gone bool
	Get  func(column string) any // reads a document path; unused when Gone
}

// Table holds the records of a dataset as columns. It may be changed and read by any number of goroutines.
type Table struct {
	columns []Column
	byName  map[string]int

	mu     sync.Mutex
	gen    uint64 // rises with every snapshot; what is older is shared with readers
	chunks []*chunk
	dicts  []*dictionary
	places map[string]place
	free   []int // rows of deleted records
	living int
	names  int       // bytes of ids
	taken  *Snapshot // the last one, while nothing changed since
}

// place is where a record is; row -1 says that it is gone.
type place struct {
	row int
	rev int64
}

type chunk struct {
	gen   uint64
	n     int
	alive mask
	ids   []string
	cols  []vector
}

// NewTable makes an empty table. Names of columns must differ.
func NewTable(columns []Column) *Table {
	t := &Table{columns: slices.Clone(columns), byName: map[string]int{}, places: map[string]place{}, gen: 1}
	for i, c := range columns {
		t.byName[c.Name] = i
		t.dicts = append(t.dicts, newDictionary(c.form()))
	}
	return t
}

// Apply takes changes in, all of them before any later snapshot and none of them into an earlier one. It returns how
// many were news.
func (t *Table) Apply(changes ...Change) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	news := 0
	for _, c := range changes {
		if at, known := t.places[c.ID]; known && at.rev >= c.Rev {
			continue
		}
		news++
		if c.Gone {
			t.remove(c)
		} else {
			t.put(c)
		}
	}
	if news > 0 {
		t.taken = nil
	}
	return news
}

func (t *Table) remove(c Change) {
	at, known := t.places[c.ID]
	if !known {
		t.names += len(c.ID)
	}
	t.places[c.ID] = place{-1, c.Rev} // an older state that comes late must not bring it back
	if !known || at.row < 0 {
		return
	}
	own := t.own(at.row / chunkRows)
	own.alive.set(at.row%chunkRows, false)
	t.free = append(t.free, at.row)
	t.living--
}

func (t *Table) put(c Change) {
	at, known := t.places[c.ID]
	if !known {
		t.names += len(c.ID)
		at.row = -1
	}
	fresh, reused := at.row < 0, false
	if fresh {
		at.row, reused = t.room()
		t.living++
	}
	t.places[c.ID] = place{at.row, c.Rev}
	own, row := t.own(at.row/chunkRows), at.row%chunkRows
	if reused {
		own.ids = slices.Clone(own.ids) // a snapshot may still read the old one
	}
	if fresh {
		own.ids[row] = c.ID
	}
	own.alive.set(row, true)
	for i, column := range t.columns {
		v := &own.cols[i]
		v.own(t.gen)
		v.put(row, c.Get(column.Name), t.dicts[i])
	}
}

// room finds a row for a new record and tells whether another had it before.
func (t *Table) room() (row int, reused bool) {
	if n := len(t.free); n > 0 {
		row = t.free[n-1]
		t.free = t.free[:n-1]
		return row, true
	}
	if n := len(t.chunks); n == 0 || t.chunks[n-1].n == chunkRows {
		c := &chunk{gen: t.gen, cols: make([]vector, len(t.columns))}
		for i, column := range t.columns {
			c.cols[i] = newVector(column)
			c.cols[i].gen = t.gen
		}
		t.chunks = append(t.chunks, c)
	}
	last := len(t.chunks) - 1
	own := t.own(last)
	for i := range own.cols {
		own.cols[i].own(t.gen)
		own.cols[i].push()
	}
	own.ids = append(own.ids, "")
	own.n++
	return last*chunkRows + own.n - 1, false
}

// own returns a chunk that no snapshot reads.
func (t *Table) own(i int) *chunk {
	c := t.chunks[i]
	if c.gen != t.gen {
		mine := *c
		mine.gen, mine.cols = t.gen, slices.Clone(c.cols)
		c = &mine
		t.chunks[i] = c
	}
	return c
}

// Snapshot returns the table as it is now. It never changes and costs nothing but a list of its chunks; what is written
// afterwards copies the chunks it changes.
func (t *Table) Snapshot() *Snapshot {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.taken != nil {
		return t.taken
	}
	t.gen++
	s := &Snapshot{table: t, chunks: slices.Clone(t.chunks), living: t.living}
	for _, d := range t.dicts {
		s.texts, s.sets = append(s.texts, d.texts), append(s.sets, d.sets)
	}
	t.taken = s
	return s
}

// Len returns how many records there are.
func (t *Table) Len() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.living
}

// Bytes returns about how much memory the table takes, without what snapshots in use still hold.
func (t *Table) Bytes() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := t.names + 72*len(t.places) + 8*cap(t.free)
	for _, d := range t.dicts {
		n += d.bytes
	}
	for _, c := range t.chunks {
		n += 16*cap(c.ids) + 8*maskWords
		for i := range c.cols {
			n += c.cols[i].bytes()
		}
	}
	return n
}

// Snapshot is a table at one moment.
type Snapshot struct {
	table  *Table
	chunks []*chunk
	texts  [][]string // the dictionaries, by column
	sets   [][][]any
	living int
}

// Len returns how many records the snapshot has.
func (s *Snapshot) Len() int { return s.living }

// column returns the place of a column by its name.
func (s *Snapshot) column(name string) (int, bool) {
	i, ok := s.table.byName[name]
	return i, ok
}

func (s *Snapshot) value(c *chunk, column, row int) any {
	return c.cols[column].value(row, s.texts[column], s.sets[column])
}
