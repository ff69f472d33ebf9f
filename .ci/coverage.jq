# The export of llvm-cov as rows: `file`, how many regions a file has and how many of them were reached, and
# the same of the ways out of its branches; then `missed`, a place that was not reached.
#
# What is compiled several times, since it is generic or in several programs, is one place: it was reached if
# any of these was. (llvm-cov itself counts the best one of them.)
#
# $root is where the sources are; $tests is the line at which the tests of a file begin, by its path.

def places:
  .data[0].functions[]
  | .filenames as $files
  | (.regions[] | select(.[7] == 0) | [$files[.[5]], "region", .[0:4], .[4:5]]),
    (.branches[]? | [$files[.[6]], "branch", .[0:4], .[4:6]])
  | select(.[0] | startswith($root))
  | .[0] |= ltrimstr($root)
  | . as [$file, $_, $at]
  | select($file | test("^mea-(core|macros)/src/"))
  # Tests do not count, nor do the stand-ins for `std`, where that is not there or is modelled.
  | select($file | test("/(tests|loom|model|snapshots|nostd|shuttle|global)(\\.rs$|/)") | not)
  | select($at[0] < ($tests[$file] // infinite));

# How many ways there are through all that is of this kind, and how many were taken.
def counts($kind): map(select(.kind == $kind) | .hits[]) | [length, (map(select(. > 0)) | length)];

reduce places as [$file, $kind, $at, $hits] ({};
  ([$file, $kind] + $at | tojson) as $place
  | .[$place] as $before
  | .[$place] = if $before then [[$before, $hits] | transpose[] | max] else $hits end)
| to_entries
| map((.key | fromjson) as [$file, $kind, $line, $column]
  | {$file, $kind, $line, $column, hits: .value})
| group_by(.file)[]
| ["file", .[0].file] + counts("region") + counts("branch"),
  (sort_by(.line, .column)[]
   | select(.hits | any(. == 0))
   | ["missed", .file, .line, .column,
      if .kind == "region" then .kind
      elif .hits[0] != 0 then "branch, if not"
      elif .hits[1] != 0 then "branch, if so"
      else "branch, either way" end])
| @tsv
