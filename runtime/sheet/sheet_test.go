package sheet_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"huiyin/runtime/sheet"
)

// What a stranger typed into a form runs nowhere; numbers stay numbers.
func TestDefused(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+cmd|' /C calc'!A0": "'+cmd|' /C calc'!A0", "-2+3+cmd": "'-2+3+cmd", "@SUM(A1)": "'@SUM(A1)", " =1": "' =1",
		"\t=1": "'\t=1", "＝1＋1": "'＝1＋1", "\u3000=HYPERLINK(1)": "'\u3000=HYPERLINK(1)", "+1-2": "'+1-2",
		"": "", "你好": "你好", "-12.5": "-12.5", "+86 138 0000": "+86 138 0000", "a=b": "a=b", "- 列表": "'- 列表", "5%": "5%", "'already": "'already",
	} {
		if got := sheet.Defused(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func table(t *testing.T, key string, rows ...[]sheet.Cell) []byte {
	t.Helper()
	f, ok := sheet.Find(key)
	if !ok {
		t.Fatal(key)
	}
	var out bytes.Buffer
	w, err := f.Open(&out, `建议/[2026]: "列表"`, []string{"标题", "=金额"})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := w.Row(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var amount = -12.5

// Both formats carry the same rows, with Chinese, emoji, quotes and line breaks.
func TestTables(t *testing.T) {
	rows := [][]sheet.Cell{{{Text: "多行\n\"引号\",逗号 🎉"}, {Text: "-12.5", Number: &amount}}, {{Text: "=1+1"}, {Text: ""}}}
	raw := table(t, "csv", rows...)
	if !bytes.HasPrefix(raw, []byte("\xef\xbb\xbf标题,")) {
		t.Errorf("Excel would not read this as UTF-8: %q", raw)
	}
	lines, err := csv.NewReader(bytes.NewReader(raw[3:])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprintf("%q", lines), `[["标题" "'=金额"] ["多行\n\"引号\",逗号 🎉" "-12.5"] ["'=1+1" ""]]`; got != want {
		t.Errorf("csv: %s", got)
	}
	book, err := excelize.OpenReader(bytes.NewReader(table(t, "xlsx", rows...)))
	if err != nil {
		t.Fatal(err)
	}
	name := book.GetSheetName(0)
	cells, err := book.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprintf("%s %q", name, cells), `建议  2026   "列表" [["标题" "=金额"] ["多行\n\"引号\",逗号 🎉" "-12.5"] ["=1+1"]]`; got != want {
		t.Errorf("xlsx: %s", got)
	}
	if formula, err := book.GetCellFormula(name, "A3"); err != nil || formula != "" {
		t.Errorf("a text became the formula %q (%v)", formula, err)
	}
	if kind, err := book.GetCellType(name, "B2"); err != nil || kind == excelize.CellTypeInlineString {
		t.Errorf("a number became a text: %v (%v)", kind, err)
	}
}

// A cell of Excel holds 32,767 characters; a longer text is cut, not refused.
func TestLongTexts(t *testing.T) {
	book, err := excelize.OpenReader(bytes.NewReader(table(t, "xlsx", []sheet.Cell{{Text: strings.Repeat("长", 40000)}, {}})))
	if err != nil {
		t.Fatal(err)
	}
	got, err := book.GetCellValue(book.GetSheetName(0), "A2")
	if err != nil || len([]rune(got)) != 32767 || !strings.HasSuffix(got, "…") {
		t.Errorf("%d characters, %v", len([]rune(got)), err)
	}
}

func TestSheetNames(t *testing.T) {
	for title, want := range map[string]string{"": "Sheet1", "'": "Sheet1", "客户建议": "客户建议", strings.Repeat("很长", 30): strings.Repeat("很长", 15) + "很"} {
		if got := sheet.Name(title); got != want {
			t.Errorf("%q became %q", title, got)
		}
	}
}

// weighed is a writer that weighs the heap when the first of a file arrives.
type weighed struct{ size, heap uint64 }

func (w *weighed) Write(p []byte) (int, error) {
	if w.size == 0 {
		w.heap = heap()
	}
	w.size += uint64(len(p))
	return len(p), nil
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// The rows of a workbook wait on the disk: however many there are, the heap holds a bounded part of them and, when they
// are packed at the end, the packed file.
func TestWorkbooksWaitOnTheDisk(t *testing.T) {
	const bound, rows, width = 28 << 20, 6_000, 1
	f, _ := sheet.Find("xlsx")
	text := strings.Repeat("x", 8_000)
	row := make([]sheet.Cell, width)
	for i := range row {
		row[i].Text = text
	}
	out, before := &weighed{}, heap()
	table, err := f.Open(out, "t", make([]string, width))
	if err != nil {
		t.Fatal(err)
	}
	for range rows {
		if err := table.Row(row); err != nil {
			t.Fatal(err)
		}
	}
	held := int64(heap()) - int64(before)
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	packed := int64(out.heap) - int64(before) - int64(out.size)
	t.Logf("%d MiB while rows come, %d MiB at the end", held>>20, packed>>20)
	if held > bound || packed > bound || out.size == 0 {
		t.Errorf("of %d MiB of text the heap holds %d MiB, and %d MiB beside a packed file of %d", rows*width*len(text)>>20, held>>20, packed>>20, out.size>>20)
	}
}
