from standing_local.cli import main

main()
