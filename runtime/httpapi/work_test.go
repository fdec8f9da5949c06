package httpapi

import (
	"encoding/json"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// TestPageOf: following the cursor shows every item once and in order, whatever the size of a page, and a cursor that
// means nothing begins again.
func TestPageOf(t *testing.T) {
	all := []int{1, 2, 3, 4, 5, 6, 7}
	app := fiber.New()
	app.Get("/", func(c *fiber.Ctx) error { return c.JSON(pageOf(c, all)) })
	ask := func(query string) (page struct {
		Items []int
		Next  string
	}) {
		answer, err := app.Test(httptest.NewRequest("GET", "/?"+query, nil))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.NewDecoder(answer.Body).Decode(&page); err != nil {
			t.Fatal(err)
		}
		return page
	}
	for _, size := range []string{"1", "3", "7", "50"} {
		var seen []int
		for next, first := "", true; first || next != ""; first = false {
			page := ask("limit=" + size + "&after=" + next)
			seen, next = append(seen, page.Items...), page.Next
			if len(seen) > len(all) {
				break
			}
		}
		if !slices.Equal(seen, all) {
			t.Errorf("pages of %s show %v", size, seen)
		}
	}
	for cursor, want := range map[string]int{"-3": 7, "x": 7, "7": 0, "99": 0} {
		if page := ask("after=" + cursor); len(page.Items) != want || page.Next != "" {
			t.Errorf("after %q come %v and %q", cursor, page.Items, page.Next)
		}
	}
}
