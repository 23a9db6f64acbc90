# Completes charfinder's options and their values in fish. Checked by tests/integration/test_manual.py.
complete -c charfinder -f

# charfinder update
function __charfinder_update
    set --local words (commandline -opc)
    test (count $words) -ge 2; and test $words[2] = update
end
complete -c charfinder -n __charfinder_update -l unicode -x -a 'latest none' -d 'The version of Unicode'
complete -c charfinder -n __charfinder_update -l cldr -x -a 'latest none' -d 'The version of CLDR'
complete -c charfinder -n __charfinder_update -l mirror -x -d 'The site that has /Public'
complete -c charfinder -n __charfinder_update -s j -l jobs -x -d 'So many transfers at once'
complete -c charfinder -n __charfinder_update -l into -x -a '(__fish_complete_directories)' -d 'The folder to fill'
complete -c charfinder -n __charfinder_update -l check -d 'Only say what is newer'
complete -c charfinder -n __charfinder_update -l offline-from -r -F -d 'A folder or an archive with the files'
complete -c charfinder -n __charfinder_update -l allow-missing -d 'Go on without files that are not found'
complete -c charfinder -n __charfinder_update -l reload -d 'Tell running daemons to read the files'
complete -c charfinder -n __charfinder_update -l no-reload -d 'Tell no daemon'
complete -c charfinder -n __charfinder_update -l json -d 'JSON Lines instead of bars'
complete -c charfinder -n __charfinder_update -l stall-seconds -x -d 'How long a connection may be silent'
complete -c charfinder -n __charfinder_update -l tries -x -d 'Of one file, without progress'
complete -c charfinder -n __charfinder_update -l backoff-ms -x -d 'The pause before the second try'
complete -c charfinder -n __charfinder_update -l pause-ms -x -d 'The pause between two requests'
complete -c charfinder -n __charfinder_update -s h -l help -d 'Print a summary'
complete -c charfinder -n __charfinder_update -s V -l version -d 'Print the version'

# charfinder
complete -c charfinder -n 'not __charfinder_update' -s s -l scope -x -a 'name all' -d 'Which texts are searched'
complete -c charfinder -n 'not __charfinder_update' -s o -l sort -x -a 'codepoint relevance' -d 'The order of the rows'
complete -c charfinder -n 'not __charfinder_update' -s l -l lang -x -d 'Whose keywords come first'
complete -c charfinder -n 'not __charfinder_update' -l only-lang -x -d 'Whose keywords are searched at all'
complete -c charfinder -n 'not __charfinder_update' -l variants -x -a 'fold show' -d 'Whether skin tones and genders have rows'
complete -c charfinder -n 'not __charfinder_update' -s n -l limit -x -a all -d 'At most so many rows'
complete -c charfinder -n 'not __charfinder_update' -s a -l all -d 'All that is known of each character'
complete -c charfinder -n 'not __charfinder_update' -s f -l format -x -d 'A line for each character'
complete -c charfinder -n 'not __charfinder_update' -s j -l json -d 'Rows as a JSON array of objects'
complete -c charfinder -n 'not __charfinder_update' -s t -l tsv -d 'Rows only, without the status line'
complete -c charfinder -n 'not __charfinder_update' -l color -x -a 'auto always never' -d 'When to use colours'
complete -c charfinder -n 'not __charfinder_update' -s x -l explain -d 'Explain the result'
complete -c charfinder -n 'not __charfinder_update' -s i -l inspect -x -a - -d 'Take a text apart, or standard input'
complete -c charfinder -n 'not __charfinder_update' -s L -l list -x -a 'blocks scripts categories ages columns' -d 'What can be asked for'
complete -c charfinder -n 'not __charfinder_update' -l dump-index -d 'Describe the saved index'
complete -c charfinder -n 'not __charfinder_update' -l sources -d 'List the sources of the saved index'
complete -c charfinder -n 'not __charfinder_update' -l state-dir -x -a '(__fish_complete_directories)' -d 'Where the index is saved'
complete -c charfinder -n 'not __charfinder_update' -l languages -x -d 'Languages of the index besides English'
complete -c charfinder -n 'not __charfinder_update' -l sources-dir -x -a '(__fish_complete_directories)' -d 'Where the files of Unicode and CLDR are'
complete -c charfinder -n 'not __charfinder_update' -l names-dir -x -a '(__fish_complete_directories)' -d 'Where tables of names are'
complete -c charfinder -n 'not __charfinder_update' -s h -l help -d 'Print a summary'
complete -c charfinder -n 'not __charfinder_update' -s V -l version -d 'Print the version'
